package io.traceconnector.search.index;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Position;
import io.traceconnector.api.TenantId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * An index that was put aside and is being rebuilt beside it. It answers searches meanwhile, where it can be read, and says when the new
 * one has caught up: each feed has come to the position, or to the number of links, that it had here. A feed that is no longer read
 * would never come there, so a rebuild that has been quiet for {@link #QUIET} counts as finished.
 */
final class PreviousIndex implements Closeable {

    static final Duration QUIET = Duration.ofMinutes(10);

    private static final String FIRST_FORMATS_OWNER = "_organisation";

    private final Optional<DirectoryReader> reader;
    /** Documents of another format lack what says who may see them. */
    private final boolean serves;

    private final Map<Feed, Position> positions;
    private final Map<Feed, Integer> links = new HashMap<>();
    private final FieldRegistry fields;
    private final String id;

    private PreviousIndex(Optional<DirectoryReader> reader, Optional<CommitState> state, IndexSettings settings)
            throws IOException {
        this.reader = reader;
        this.serves = reader.isPresent() && state.map(CommitState::format).orElse(0) == CommitState.FORMAT;
        this.positions = state.map(CommitState::positions).orElse(Map.of());
        this.id = state.map(CommitState::id).orElse("");
        this.fields = new FieldRegistry(settings.maxFields());
        if (reader.isPresent()) {
            fields.learn(reader.get());
            for (Feed feed : positions.keySet()) {
                links.put(feed, count(reader.get(), owner(feed, state), feed));
            }
        }
    }

    static PreviousIndex open(Path path, IndexSettings settings) throws IOException {
        Optional<CommitState> state = state(path);
        if (state.isPresent() && state.get().format() <= CommitState.FORMAT) {
            // The reader goes on when the directory is closed.
            try (Directory directory = FSDirectory.open(path)) {
                return new PreviousIndex(Optional.of(DirectoryReader.open(directory)), state, settings);
            } catch (IOException | RuntimeException damage) {
                // It was put aside because of this; whether it serves is told by the health of the module.
                return new PreviousIndex(Optional.empty(), state, settings);
            }
        }
        return new PreviousIndex(Optional.empty(), state, settings);
    }

    /** The commit's own file may be whole where the others are not. */
    private static Optional<CommitState> state(Path path) {
        try (Directory directory = FSDirectory.open(path)) {
            return CommitState.read(SegmentInfos.readLatestCommit(directory).getUserData());
        } catch (IOException | RuntimeException damage) {
            return Optional.empty();
        }
    }

    private static Query owner(Feed feed, Optional<CommitState> state) {
        String organisation = feed.organisation().value();
        Optional<TenantId> tenant =
                state.flatMap(known -> Optional.ofNullable(known.tenants().get(feed)));
        return tenant.isPresent()
                ? KeywordField.newExactQuery(FieldNames.OWNER, FieldNames.owner(tenant.get(), organisation))
                : KeywordField.newExactQuery(FIRST_FORMATS_OWNER, organisation);
    }

    private static int count(IndexReader reader, Query owner, Feed feed) throws IOException {
        String workflow = feed.workflow().value();
        Query query = new BooleanQuery.Builder()
                .add(owner, BooleanClause.Occur.FILTER)
                .add(
                        KeywordField.newExactQuery(FieldNames.keyword(LinkField.WORKFLOW.path()), workflow),
                        BooleanClause.Occur.FILTER)
                .build();
        return new IndexSearcher(reader).count(query);
    }

    boolean serves() {
        return serves;
    }

    boolean overtakenBy(LuceneIndex next, Instant now) throws IOException {
        CommitState reached = next.state();
        if (reached.positions().isEmpty()) {
            return false;
        }
        return reached.storedAt().plus(QUIET).isBefore(now)
                || (!positions.isEmpty() && next.use(snapshot -> overtakenBy(snapshot.reader(), reached)));
    }

    private boolean overtakenBy(IndexReader next, CommitState reached) throws IOException {
        for (Map.Entry<Feed, Position> feed : positions.entrySet()) {
            Position there = reached.positions().get(feed.getKey());
            if (there == null || (!there.equals(feed.getValue()) && !hasAsMany(next, reached, feed.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private boolean hasAsMany(IndexReader next, CommitState reached, Feed feed) throws IOException {
        Integer here = links.get(feed);
        return here != null && count(next, owner(feed, Optional.of(reached)), feed) >= here;
    }

    /** @throws IOException also when the index turns out to be damaged where it is read, or is being closed */
    <T> T use(SearcherUse<T> use) throws IOException {
        DirectoryReader open = reader.orElseThrow(() -> new IOException("the previous index cannot be read"));
        if (!open.tryIncRef()) {
            throw new IOException("the previous index is closed");
        }
        try {
            return use.with(new SearcherUse.Snapshot(open, fields, id));
        } finally {
            open.decRef();
        }
    }

    @Override
    public void close() throws IOException {
        if (reader.isPresent()) {
            reader.get().close();
        }
    }
}
