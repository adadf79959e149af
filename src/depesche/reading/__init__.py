"""From a dispatch's text to attributed records, one module per stage, in the order of ``pipeline.py``."""
