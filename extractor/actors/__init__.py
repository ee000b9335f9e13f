"""The NER stage: who is mentioned, and which actor each mention is."""
