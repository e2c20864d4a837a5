package io.traceconnector.search.index;

import io.traceconnector.api.TenantId;

/**
 * Where an organisation's feed delivered a link.
 *
 * @param tenant to whom the organisation belonged then
 * @param cursor empty text for none
 */
public record Place(TenantId tenant, String cursor) {}
