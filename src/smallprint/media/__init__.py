"""The only place with Pillow, libheif and ffmpeg: strangers' bytes in, bounded pixels and checked words out."""
