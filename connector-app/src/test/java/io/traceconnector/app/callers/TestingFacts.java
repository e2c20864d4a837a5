package io.traceconnector.app.callers;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests as callers see them. */
public final class TestingFacts {

    static final Target TARGET = new Target("GET", "/api/v1/workflows", Map.of());

    private TestingFacts() {}

    public static RequestFacts of(String... authorization) {
        return at("/api/v1/workflows", Set.of(), authorization);
    }

    public static RequestFacts at(String path, Set<String> queryNames, String... authorization) {
        InetAddress peer = InetAddress.getLoopbackAddress();
        return new RequestFacts(
                "GET",
                path,
                path,
                queryNames,
                peer,
                peer,
                false,
                List.of(),
                Optional.empty(),
                name -> name.equalsIgnoreCase("Authorization") ? List.of(authorization) : List.of());
    }

    /** @param headers all that there are, in lower case */
    public static RequestFacts sent(
            String method, String path, List<X509Certificate> certificates, Map<String, List<String>> headers) {
        InetAddress peer = InetAddress.getLoopbackAddress();
        return new RequestFacts(
                method,
                path,
                path,
                Set.of(),
                peer,
                peer,
                true,
                certificates,
                Optional.empty(),
                name -> headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    public static Asked asks(Demand demand) {
        return new Asked(demand, Optional.empty(), Optional.empty(), Optional.empty(), TARGET);
    }
}
