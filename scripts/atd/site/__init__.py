"""Page models as native MkDocs pages. The only room that knows MkDocs."""
