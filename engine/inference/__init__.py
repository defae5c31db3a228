"""llama.cpp: the only room (with the library's embedder) that imports llama_cpp."""
