package io.traceconnector.app.trace;

import io.micrometer.core.instrument.MeterRegistry;
import io.traceconnector.api.Cursor;
import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.TraceId;
import io.traceconnector.api.WorkflowId;
import io.traceconnector.app.keys.KeyRing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Client of Trace, Account and Media, with a session for each organisation of ours. Blocks; safe for many threads. */
public final class TraceClient implements Links, LinkSending, Participations, Tagging, Relay, Media, AutoCloseable {

    private static final int LARGEST_PAGE = 500;

    private final TraceConfig config;
    private final Transport transport;
    private final Account account;
    private final Sessions sessions;
    private final LinkQueries links;
    private final DiscoveryQueries discovery;
    private final SignerQueries signers;
    private final ParticipationQueries participations;
    private final TagMutations tags;
    private final LinkSender sender;
    private final GraphqlRelay relay;
    private final OwnAccounts ownAccounts;
    private final MediaClient media;

    /** Asks nothing yet: sessions begin when they are first needed. */
    public TraceClient(TraceConfig config, KeyRing keys, MeterRegistry meters) {
        this(config, keys, meters, Pace.ofMachine());
    }

    TraceClient(TraceConfig config, KeyRing keys, MeterRegistry meters, Pace pace) {
        this.config = config;
        Duration deadline = config.timeouts().answer();
        this.transport =
                new Transport(config.timeouts().connect(), config.limits().connections());
        Upstream trace = new Upstream("trace", config.retries(), config.circuit(), pace, meters);
        this.account = new Account(
                config.accountUrl(),
                transport,
                new Upstream("account", config.retries(), config.circuit(), pace, meters),
                deadline);
        this.sessions = new Sessions(
                keys, organisation -> new Session(new Login(organisation, keys, account, pace, meters)::token, pace));
        Graphql graphql = new Graphql(config.url(), transport, trace, deadline);
        this.links = new LinkQueries(graphql, config.limits());
        this.discovery = new DiscoveryQueries(graphql);
        this.signers = new SignerQueries(discovery);
        this.participations = new ParticipationQueries(discovery);
        this.tags = new TagMutations(discovery);
        this.sender = new LinkSender(graphql, transport, trace, sessions);
        this.relay = new GraphqlRelay(graphql, transport, trace, sessions);
        this.ownAccounts = new OwnAccounts(sessions, account, deadline, pace);
        this.media = new MediaClient(
                config.mediaUrl(),
                new Transport(config.timeouts().connect(), config.limits().connections()),
                new Upstream("media", config.retries(), config.circuit(), pace, meters),
                sessions,
                account,
                deadline);
    }

    @Override
    public List<Workflow> workflows(OrganisationId organisation) {
        return discovery.workflows(sessions.of(organisation));
    }

    @Override
    public LinksPage page(OrganisationId organisation, WorkflowId workflow, Optional<Cursor> after, int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " links");
        }
        return links.page(sessions.of(organisation), workflow, after, limit);
    }

    @Override
    public Optional<TraceLinks> trace(OrganisationId organisation, TraceId trace) {
        return links.trace(sessions.of(organisation), trace);
    }

    @Override
    public List<AccountKey> signers(OrganisationId organisation, WorkflowId workflow) {
        return signers.signers(sessions.of(organisation), workflow);
    }

    @Override
    public Participation participation(OrganisationId organisation, WorkflowId workflow) {
        return participations.participation(sessions.of(organisation), workflow);
    }

    @Override
    public Sending send(OrganisationId organisation, byte[] link, Optional<byte[]> form, Duration deadline) {
        return sender.send(organisation, link, form, deadline);
    }

    @Override
    public List<String> addTags(OrganisationId organisation, TraceId trace, List<String> tags) {
        return this.tags.add(sessions.of(organisation), trace, tags);
    }

    @Override
    public List<String> removeTags(OrganisationId organisation, TraceId trace, List<String> tags) {
        return this.tags.remove(sessions.of(organisation), trace, tags);
    }

    @Override
    public RelayAnswer graphql(RelayCall call) {
        return relay.pass(call);
    }

    @Override
    public TokenInfo info(String authorization) {
        try {
            return account.info(authorization);
        } catch (TraceException e) {
            return switch (e.kind()) {
                case UNAUTHORIZED -> new TokenInfo.Refused(401, e.answer());
                case REFUSED -> new TokenInfo.Refused(403, e.answer());
                case UNAVAILABLE, THROTTLED, MALFORMED -> new TokenInfo.Unavailable(String.valueOf(e.getMessage()));
            };
        }
    }

    @Override
    public Set<String> ownAccounts(OrganisationId organisation) {
        return ownAccounts.of(organisation);
    }

    @Override
    public String upload(OrganisationId organisation, Upload upload) {
        return media.upload(organisation, upload);
    }

    @Override
    public Optional<URI> location(OrganisationId organisation, String digest) {
        return media.location(organisation, digest);
    }

    @Override
    public URI account() {
        return config.accountUrl();
    }

    @Override
    public URI media() {
        return config.mediaUrl();
    }

    /** Breaks off what is going on. */
    @Override
    public void close() {
        media.close();
        transport.close();
    }
}
