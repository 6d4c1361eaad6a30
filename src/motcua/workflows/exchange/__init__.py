"""Procedures as others write and read them: SCXML, BPMN 2.0, an office document, a picture.

What a format cannot say is listed with the file, never left out in silence.
"""
