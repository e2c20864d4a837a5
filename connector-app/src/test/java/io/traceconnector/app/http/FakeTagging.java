package io.traceconnector.app.http;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.app.trace.Tagging;
import java.util.List;
import java.util.TreeSet;

/** Tags of one trace. */
final class FakeTagging implements Tagging {

    private final TreeSet<String> now = new TreeSet<>(List.of("old"));

    @Override
    public synchronized List<String> addTags(OrganisationId organisation, TraceId trace, List<String> tags) {
        now.addAll(tags);
        return List.copyOf(now);
    }

    @Override
    public synchronized List<String> removeTags(OrganisationId organisation, TraceId trace, List<String> tags) {
        tags.forEach(now::remove);
        return List.copyOf(now);
    }
}
