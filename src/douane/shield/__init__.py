"""Is someone attacking?  Orders hidden in data, answers that leak, questions that add up."""
