package dev.mooring.keys;

/** The user's key was destroyed for good: nothing can be encrypted for that user any more. */
public final class KeyDestroyedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KeyDestroyedException(String workspace, String user) {
        super("the key of user " + user + " in workspace " + workspace + " has been destroyed");
    }
}
