package io.traceconnector.app.callers;

/** Finds whom a trusted proxy names in a request's headers. */
public interface ProxiedIdentities {

    /** @param withAuthorization whether the request has a credential of its own besides */
    Named of(RequestFacts facts, boolean withAuthorization);

    /** Whom it names. */
    sealed interface Named {}

    record Nobody() implements Named {}

    record Somebody(Presented.Proxied who) implements Named {}

    /** Named without proof, twice, or beside another credential. */
    record Refused(int status, String code, String detail) implements Named {}
}
