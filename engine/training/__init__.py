"""Training in a job worker: the only room (with parts of conversion and evaluation) that imports torch."""
