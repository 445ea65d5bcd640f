"""How sensitive is this field?  The schema of a Salesforce org, read as labels."""
