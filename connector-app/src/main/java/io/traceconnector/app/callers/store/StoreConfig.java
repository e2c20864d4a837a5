package io.traceconnector.app.callers.store;

import io.traceconnector.api.OrganisationId;
import java.util.Optional;

/**
 * Where service accounts, plugins, operators and tenants are kept that are made at run time.
 *
 * @param organisation whose keys wrap the store's; the first one where it is left out
 * @param postgresql left out, they are kept in the data directory of this one process
 */
public record StoreConfig(
        Optional<OrganisationId> organisation, Optional<PostgresConfig> postgresql, StoreBounds bounds) {}
