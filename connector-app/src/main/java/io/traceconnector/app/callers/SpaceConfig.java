package io.traceconnector.app.callers;

import java.util.List;
import java.util.Optional;

/**
 * An operational space.
 *
 * @param id a UUID; left out, one is derived from the names of tenant and space
 * @param workflows row ids; left out, all workflows of the tenant's organisations
 */
public record SpaceConfig(Optional<String> id, Optional<List<String>> workflows) {

    public SpaceConfig {
        workflows = workflows.map(List::copyOf);
        if (workflows.filter(List::isEmpty).isPresent()) {
            throw new IllegalArgumentException("workflows must name at least one workflow, or be left out");
        }
    }
}
