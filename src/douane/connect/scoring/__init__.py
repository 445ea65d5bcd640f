"""Backends of protected scores, and where the features of records are read.

A backend is a seam of one method (``seam.Backend``): ``weights`` computes a linear, logistic or
points score from a JSON file, ``inference`` asks an endpoint over the Open Inference Protocol,
``onnx_graph`` runs an ONNX file.  Nothing here unpickles anything.
"""
