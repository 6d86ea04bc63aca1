"""The local pages: a view parses, calls one job or one store function, and shows. No view thinks for itself."""
