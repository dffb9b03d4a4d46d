"""The rules of the tree that no off-the-shelf tool checks. Each takes a file's path and text and returns findings."""
