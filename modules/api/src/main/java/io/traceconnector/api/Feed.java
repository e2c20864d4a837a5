package io.traceconnector.api;

import java.util.Comparator;

/**
 * The unit of reading: an organisation of ours in a workflow. Two organisations of ours in one workflow are two feeds, since each
 * opens other links.
 */
public record Feed(OrganisationId organisation, WorkflowId workflow) implements Comparable<Feed> {

    private static final Comparator<Feed> ORDER =
            Comparator.comparing(Feed::organisation).thenComparing(Feed::workflow);

    @Override
    public int compareTo(Feed other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return organisation + "/" + workflow;
    }
}
