"""The rules of Pupil Premium Plus: values in, values out."""
