"""The library: documents to chunks to embeddings, hybrid search over them, and citations.

`client.Library` is the door for the rest of the engine. Text, words and vectors are kept in SQLite
(`store`), which is the truth; Chroma (`index`) is an index that can be thrown away.
"""
