"""The relation stage: who did what to whom, by rules over the parse."""
