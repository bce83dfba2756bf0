package dev.cairn.views;

/** A person who asks for views. */
public record ViewOwner(String name, Reach reach) {
    /** Which views a person sees and may change. */
    public enum Reach {
        /** Sees their own and shared ones, and changes their own. */
        OWN,
        /** Sees and changes all. */
        ALL
    }

    boolean sees(ListViewRow row) {
        return row.shared || changes(row);
    }

    boolean changes(ListViewRow row) {
        return reach == Reach.ALL || row.owner.equals(name);
    }
}
