package io.traceconnector.sandbox.world;

/**
 * A step of a workflow.
 *
 * @param group the label of the group that takes it; {@link #ANYONE} for a step that every group may take at any time
 */
public record Action(String key, String title, String group) {

    public static final String ANYONE = "*";

    public boolean isFor(String label) {
        return group.equals(ANYONE) || group.equals(label);
    }
}
