package io.traceconnector.search.index;

import io.traceconnector.api.Feed;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TenantId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;

/**
 * What an index is opened with.
 *
 * @param directory of the module
 * @param ramBufferBytes documents held in memory before they are written out, between commits
 * @param maxFields see {@link FieldRegistry}
 * @param tenants to whom an organisation belongs now
 * @param verify whether the checksums of all files are verified when the index is opened
 */
public record IndexSettings(
        Path directory,
        Analysis analysis,
        long ramBufferBytes,
        int maxFields,
        Function<OrganisationId, TenantId> tenants,
        boolean verify,
        Clock clock) {

    TenantId tenant(Feed feed) {
        return tenants.apply(feed.organisation());
    }
}
