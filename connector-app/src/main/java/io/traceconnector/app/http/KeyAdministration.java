package io.traceconnector.app.http;

import io.traceconnector.app.keys.KeyChange;
import java.util.List;

/** What operators may ask of the keys while the connector runs. */
public interface KeyAdministration {

    KeyReport report();

    /**
     * Loads all keys anew. May block until every token and file was asked.
     *
     * @return what changed
     * @throws io.traceconnector.api.ProblemException where they cannot be loaded; then the old ones stay
     */
    List<KeyChange> reload();
}
