package io.traceconnector.app.callers.tokens;

import io.traceconnector.api.Default;
import io.traceconnector.api.TenantId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tokens that service accounts sign themselves, for their users.
 *
 * @param audiences what such a token may be for besides {@code http.public-url}; each to the letter
 * @param groups by tenant and group: roles that a user of the group has besides those of the group's own name that its account has
 * @param remembered how many verified tokens are remembered; beyond that the least used are verified again
 */
public record IntegratorsConfig(
        List<String> audiences,
        Map<TenantId, Map<String, List<String>>> groups,
        @Default("10000") int remembered) {

    public IntegratorsConfig {
        audiences = List.copyOf(audiences);
        groups = groups.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        tenant -> tenant.getValue().entrySet().stream()
                                .collect(Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, group -> List.copyOf(group.getValue())))));
        if (remembered < 1) {
            throw new IllegalArgumentException("remembered must be at least 1");
        }
    }
}
