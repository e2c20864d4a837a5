package io.traceconnector.app.trace;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A request's body out of a stream, read by a thread of its own as fast as it is taken, one piece of 64 KiB at a time. A stream that fails
 * fails the request: what was sent until then is never ended as if it were whole. For one request.
 */
final class StreamedBody implements HttpRequest.BodyPublisher, AutoCloseable {

    private static final int PIECE = 64 * 1024;

    private final InputStream content;
    private final OptionalLong length;
    private final Semaphore wanted = new Semaphore(0);
    private final AtomicBoolean subscribed = new AtomicBoolean();
    private final AtomicLong moved = new AtomicLong();
    private volatile boolean over;
    private volatile @Nullable Thread reader;
    private volatile @Nullable IOException failure;

    /** @param length where it is known; another one of the content fails the request */
    StreamedBody(InputStream content, OptionalLong length) {
        this.content = content;
        this.length = length;
    }

    @Override
    public long contentLength() {
        return length.orElse(-1);
    }

    /** Changes as long as something moves. */
    long moved() {
        return moved.get();
    }

    /** Why the content could not be read. */
    Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        boolean again = !subscribed.compareAndSet(false, true);
        subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long pieces) {
                wanted.release((int) Math.min(pieces, 1024));
            }

            @Override
            public void cancel() {
                end();
            }
        });
        if (again) {
            subscriber.onError(new IOException("the body can be sent once only"));
            return;
        }
        reader = Thread.ofVirtual().name("upload").start(() -> read(subscriber));
    }

    /** The thread's boundary: what goes wrong is told to who sends. */
    private void read(Flow.Subscriber<? super ByteBuffer> subscriber) {
        try {
            while (!over) {
                wanted.acquire();
                byte[] piece = new byte[PIECE];
                int count = over ? -1 : content.readNBytes(piece, 0, PIECE);
                moved.incrementAndGet();
                if (over) {
                    return;
                }
                if (count > 0) {
                    subscriber.onNext(ByteBuffer.wrap(piece, 0, count));
                }
                if (count < PIECE) {
                    subscriber.onComplete();
                    return;
                }
            }
        } catch (IOException e) {
            failure = e;
            subscriber.onError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            subscriber.onError(new IOException("the upload was given up", e));
        } catch (RuntimeException e) {
            subscriber.onError(e);
        }
    }

    private void end() {
        over = true;
        wanted.release();
    }

    /** Ends the reading; once this returns the content is not touched any more. */
    @Override
    public void close() {
        end();
        Thread thread = reader;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
