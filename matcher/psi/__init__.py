"""Two owners link their lists with no linkage unit between them. FORMAT.md 11.

    first owner                                second owner
    tokens ─► points          1 request  ─►
                           ◄─  2 answer         its own points, and the first's, twice encrypted     (`points`)
    tokens in common ─►       3 shown   ─►      their close-ups, tags, handles                       (`entries`)
                           ◄─  4 shown          the same of the second's
    links                                      links, the same                                       (`session`)

A message is signed, sealed to the partner, and tells what was said before (`messages`, `exchange`). It travels in a
folder that both see, or between two folders over a socket (`wire`, the only module that knows of networks).
"""
