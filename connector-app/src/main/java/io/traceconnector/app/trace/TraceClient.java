package io.traceconnector.app.trace;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.Cursor;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.keys.KeyRing;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Client of Trace, Account and Media, with a session for each organisation of ours. Blocks; safe for many threads. */
public final class TraceClient implements Links, Relay, AutoCloseable {

    private final TraceConfig config;

    /** Asks nothing yet: sessions begin when they are first needed. */
    public TraceClient(TraceConfig config, KeyRing keys, MeterRegistry meters) {
        this.config = config;
    }

    @Override
    public List<Workflow> workflows(OrganisationId organisation) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public LinksPage page(OrganisationId organisation, WorkflowId workflow, Optional<Cursor> after, int limit) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Optional<TraceLinks> trace(OrganisationId organisation, TraceId trace) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public List<AccountKey> signers(OrganisationId organisation, WorkflowId workflow) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public RelayAnswer graphql(RelayCall call) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public TokenInfo info(String authorization) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Set<String> ownAccounts(OrganisationId organisation) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public URI account() {
        return config.accountUrl();
    }

    @Override
    public URI media() {
        return config.mediaUrl();
    }

    @Override
    public void close() {}
}
