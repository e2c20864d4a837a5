package io.traceconnector.chainscript;

/** A third party's proof that a segment existed; complete only if no field is empty. */
public record Evidence(String version, String backend, String provider, Bytes proof) {
    public boolean isComplete() {
        return !version.isEmpty() && !backend.isEmpty() && !provider.isEmpty() && !proof.isEmpty();
    }
}
