"""How charts look: colours that are readable on white, strokes that differ without any."""

INK, GREY, FAINT, PAPER = "#1d1c1d", "#5c5c5c", "#e8e8e8", "#ffffff"
VALUE, TARGET, CHANGE = "#1264a3", "#1f7a5c", "#9c4a12"
DASHED, DOTTED, RARE = (0, (5, 3)), (0, (1, 1.6)), (0, (2, 3))

POINT = 0.72
"""Points of a pixel: a hundred pixels are an inch."""
