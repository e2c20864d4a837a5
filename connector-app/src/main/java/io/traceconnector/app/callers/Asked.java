package io.traceconnector.app.callers;

import java.util.Optional;

/**
 * What a request asks for, as far as it matters who asks.
 *
 * @param tenant that path or header names; empty where none does
 * @param space that the path or header names
 * @param organisation that the header names
 * @param target what it is about, for whoever decides besides the policies
 */
public record Asked(
        Demand demand, Optional<String> tenant, Optional<String> space, Optional<String> organisation, Target target) {}
