package io.traceconnector.search.index;

import io.traceconnector.api.Feed;
import io.traceconnector.api.Position;
import io.traceconnector.api.Segment;
import io.traceconnector.api.TenantId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;

/**
 * An index that is being written. Batches are stored by one thread at a time, each group of them with one commit that also holds the
 * positions; searches see a group as soon as it is committed, never half of it.
 */
final class LuceneIndex implements Closeable {

    /** Each commit makes a small segment; counting larger ones as small would merge them again with every few commits. */
    private static final double SMALL_SEGMENT_MB = 1;

    private final IndexSettings settings;
    private final Directory directory;
    private final FieldRegistry fields;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private volatile CommitState state;

    private LuceneIndex(IndexSettings settings, Directory directory, IndexWriter writer, CommitState state)
            throws IOException {
        this.settings = settings;
        this.directory = directory;
        this.writer = writer;
        this.state = state;
        this.fields = new FieldRegistry(settings.maxFields());
        this.searchers = new SearcherManager(writer, null);
        use(snapshot -> {
            fields.learn(snapshot.reader());
            return fields;
        });
    }

    /**
     * Opens an index that {@link IndexFiles} found sound, or makes one.
     *
     * @param rebuiltFor why an index that was there before cannot be used; only told by a new one
     */
    static LuceneIndex open(Path path, IndexSettings settings, String rebuiltFor) throws IOException {
        Directory directory = OwnerOnlyDirectory.open(path);
        try {
            IndexWriterConfig config = new IndexWriterConfig(settings.analysis())
                    .setRAMBufferSizeMB(Math.max(1, settings.ramBufferBytes() / (1024.0 * 1024.0)))
                    .setSimilarity(Ranking.SIMILARITY)
                    .setMergePolicy(new TieredMergePolicy().setFloorSegmentMB(SMALL_SEGMENT_MB))
                    .setCommitOnClose(false);
            IndexWriter writer = new IndexWriter(directory, config);
            try {
                return new LuceneIndex(settings, directory, writer, state(writer, settings, rebuiltFor));
            } catch (IOException | RuntimeException failure) {
                writer.rollback();
                throw failure;
            }
        } catch (IOException | RuntimeException failure) {
            directory.close();
            throw failure;
        }
    }

    private static CommitState state(IndexWriter writer, IndexSettings settings, String rebuiltFor) throws IOException {
        Map<String, String> data = new HashMap<>();
        if (writer.getLiveCommitData() != null) {
            writer.getLiveCommitData().forEach(entry -> data.put(entry.getKey(), entry.getValue()));
        }
        if (!data.isEmpty()) {
            return CommitState.read(data)
                    .orElseThrow(() -> new IOException("the index was not written by this module"));
        }
        CommitState fresh = new CommitState(
                UUID.randomUUID().toString(),
                CommitState.FORMAT,
                settings.analysis().fingerprint(),
                rebuiltFor,
                1,
                settings.clock().instant(),
                Map.of(),
                Map.of());
        writer.setLiveCommitData(fresh.userData().entrySet());
        writer.commit();
        return fresh;
    }

    CommitState state() {
        return state;
    }

    /** Where a feed was read to for the tenant; the start where it was read for another one. */
    Position position(Feed feed, TenantId tenant) {
        CommitState now = state;
        return tenant.equals(now.tenants().get(feed))
                ? now.positions().getOrDefault(feed, Position.START)
                : Position.START;
    }

    FieldRegistry fields() {
        return fields;
    }

    /** Stores all of the batches or, when it throws, none; after a failure the index must be closed. */
    void store(List<PendingBatch> batches) throws IOException {
        IndexSearcher current = searchers.acquire();
        try {
            Delivery delivery =
                    new Delivery(writer, new LinkDocuments(fields), current.getIndexReader(), state.nextSequence());
            for (PendingBatch pending : batches) {
                for (Segment link : pending.batch().segments()) {
                    delivery.deliver(link, pending.tenant());
                }
            }
            commit(state.with(batches, delivery.nextSequence(), settings.clock().instant()));
        } finally {
            searchers.release(current);
        }
    }

    /** Remembers that nothing is missing that an earlier index had. */
    void caughtUp() throws IOException {
        commit(state.caughtUp(settings.clock().instant()));
    }

    private void commit(CommitState next) throws IOException {
        writer.setLiveCommitData(next.userData().entrySet());
        writer.commit();
        state = next;
        searchers.maybeRefreshBlocking();
    }

    <T> T use(SearcherUse<T> use) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return use.with(new SearcherUse.Snapshot((DirectoryReader) searcher.getIndexReader(), fields, state.id()));
        } finally {
            searchers.release(searcher);
        }
    }

    /** Drops what is not committed. */
    @Override
    public void close() throws IOException {
        try (directory) {
            searchers.close();
            writer.rollback();
        }
    }
}
