package io.traceconnector.app.decrypt;

/**
 * How much is kept for one decryption key.
 *
 * @param files oldest forgotten first, with a quarter of everything each
 * @param entries in one file
 * @param bytes of one file, a multiple of the chunk's
 * @param chunk bytes by which a file grows
 */
record KeptBound(int files, int entries, long bytes, int chunk) {

    private static final int FILES = 4;
    private static final int CHUNK = 4 << 20;
    private static final long BYTES_PER_ENTRY = 1024;

    /** With 1,024 bytes for each link, rounded up to whole chunks of 4 MiB a file. */
    static KeptBound ofLinks(int links) {
        int entries = links / FILES;
        long chunks = Math.max(1, Math.ceilDiv(entries * BYTES_PER_ENTRY, (long) CHUNK));
        return new KeptBound(FILES, entries, Math.min(chunks * CHUNK, KeptIndex.MAX_PLACE / CHUNK * CHUNK), CHUNK);
    }

    boolean isReached(KeptFile file) {
        return file.entries() >= entries || file.size() + KeptFrame.MAX > bytes;
    }
}
