"""Procedures: read, checked, compiled, versioned, drawn."""
