package dev.mooring.api.access;

import java.util.Set;

/** For which of the workspace's users a credential may act. */
public sealed interface ActsFor {

    /**
     * Whether it may act for this user; ids are compared byte for byte.
     *
     * @param user the id that the workspace's own identity provider or backend gives
     */
    boolean includes(String user);

    /** Any user of the workspace. */
    record Anyone() implements ActsFor {
        @Override
        public boolean includes(String user) {
            return true;
        }
    }

    /** These users and no other. */
    record Only(Set<String> users) implements ActsFor {
        public Only {
            users = Set.copyOf(users);
        }

        @Override
        public boolean includes(String user) {
            return users.contains(user);
        }
    }
}
