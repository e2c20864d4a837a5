package io.traceconnector.app.trace;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import java.util.List;

/**
 * Changes the tags of traces, in the name of an organisation. A tag that is there already, or gone already, changes nothing, so a change is tried
 * again where it may not have arrived. Blocks; every call may throw {@link TraceException}, of kind {@code REFUSED} where Trace shows no such trace.
 */
public interface Tagging {

    /** @return all tags that the trace has then */
    List<String> addTags(OrganisationId organisation, TraceId trace, List<String> tags);

    /** @return all tags that the trace has then */
    List<String> removeTags(OrganisationId organisation, TraceId trace, List<String> tags);
}
