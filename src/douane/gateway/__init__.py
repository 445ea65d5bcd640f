"""The HTTP doors: a shell that carries out the effects of the pipeline."""
