"""The only place that touches Pillow, libheif and ffmpeg: strangers' bytes in, bounded pixels and checked words out."""
