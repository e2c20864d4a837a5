package io.traceconnector.app.callers;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows tokens that begin with its prefix. */
public final class FakeAuthenticator implements Authenticator {

    private final String prefix;
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();
    private int asked;

    public FakeAuthenticator(String prefix) {
        this.prefix = prefix;
    }

    public FakeAuthenticator knows(String token, Principal principal) {
        verdicts.put(token, new Verdict.Accepted(principal));
        return this;
    }

    public void says(String token, Verdict verdict) {
        verdicts.put(token, verdict);
    }

    public void forgets(String token) {
        verdicts.remove(token);
    }

    int asked() {
        return asked;
    }

    @Override
    public boolean takes(Presented credential) {
        return credential instanceof Presented.Bearer(var token) && token.text().startsWith(prefix);
    }

    @Override
    public Optional<Verdict> remembered(Presented credential, RequestFacts facts) {
        return Optional.of(authenticate(credential, facts));
    }

    @Override
    public Verdict authenticate(Presented credential, RequestFacts facts) {
        asked++;
        if (credential instanceof Presented.Bearer(var token) && verdicts.containsKey(token.text())) {
            return verdicts.get(token.text());
        }
        return new Verdict.Rejected(401, "invalid_token", "The token is not valid.");
    }
}
