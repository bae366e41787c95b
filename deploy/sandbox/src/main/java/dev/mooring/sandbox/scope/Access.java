package dev.mooring.sandbox.scope;

/** What a permission lets an application do, in the order in which pages list it. */
public enum Access {
    CREATE("Create"),
    READ("Read"),
    UPDATE("Update"),
    DELETE("Delete");

    private final String title;

    Access(String title) {
        this.title = title;
    }

    /** The heading of its group. */
    public String title() {
        return title;
    }
}
