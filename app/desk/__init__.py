"""The desk: Datasette on the store, with described queries and Chinese search."""
