package io.traceconnector.app.callers;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Requests as callers see them. */
public final class TestingFacts {

    private TestingFacts() {}

    public static RequestFacts of(String... authorization) {
        return at("/api/v1/workflows", Set.of(), authorization);
    }

    public static RequestFacts at(String path, Set<String> queryNames, String... authorization) {
        InetAddress peer = InetAddress.getLoopbackAddress();
        return new RequestFacts(
                "GET",
                path,
                queryNames,
                peer,
                peer,
                false,
                List.of(),
                Optional.empty(),
                name -> name.equalsIgnoreCase("Authorization") ? List.of(authorization) : List.of());
    }

    public static Asked asks(Demand demand) {
        return new Asked(demand, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
