"""Northshire and Littlemere, invented authorities for trying Onroll: no child, school or person is real."""
