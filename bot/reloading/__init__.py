"""How a changed base goes live: built apart, shown as a proposal, applied at one stroke.

Reloading (propose, apply, cancel) ---> Workshop: builds in a process of its own
    |            |                ---> BaseFolder: the files on disk, written at one stroke
    |            v
    |     storage.Releases: every release, and the pointer to the live one
    v            ^
Answering <--- Following: makes candidates ready and serves what the pointer names
"""
