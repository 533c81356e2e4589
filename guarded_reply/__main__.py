"""`python -m guarded_reply` is the command line."""

from guarded_reply.cli import main

if __name__ == "__main__":
    main()
