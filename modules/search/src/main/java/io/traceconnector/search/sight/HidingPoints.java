package io.traceconnector.search.sight;

import java.io.IOException;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.util.Bits;

/** Points of visible documents only, where some are hidden. */
final class HidingPoints extends PointValues {

    private final PointValues in;
    private final Bits hidden;

    HidingPoints(PointValues in, Bits hidden) {
        this.in = in;
        this.hidden = hidden;
    }

    @Override
    public PointTree getPointTree() throws IOException {
        return new Tree(in.getPointTree(), hidden);
    }

    /** At most; never all documents, since a query would then take all of them for visible. */
    @Override
    public int getDocCount() {
        return Math.min(in.getDocCount(), hidden.length() - 1);
    }

    @Override
    public byte[] getMinPackedValue() throws IOException {
        return in.getMinPackedValue();
    }

    @Override
    public byte[] getMaxPackedValue() throws IOException {
        return in.getMaxPackedValue();
    }

    @Override
    public int getNumDimensions() throws IOException {
        return in.getNumDimensions();
    }

    @Override
    public int getNumIndexDimensions() throws IOException {
        return in.getNumIndexDimensions();
    }

    @Override
    public int getBytesPerDimension() throws IOException {
        return in.getBytesPerDimension();
    }

    @Override
    public long size() {
        return in.size();
    }

    private record Tree(PointTree in, Bits hidden) implements PointTree {

        @Override
        public PointTree clone() {
            return new Tree(in.clone(), hidden);
        }

        @Override
        public boolean moveToChild() throws IOException {
            return in.moveToChild();
        }

        @Override
        public boolean moveToSibling() throws IOException {
            return in.moveToSibling();
        }

        @Override
        public boolean moveToParent() throws IOException {
            return in.moveToParent();
        }

        @Override
        public byte[] getMinPackedValue() {
            return in.getMinPackedValue();
        }

        @Override
        public byte[] getMaxPackedValue() {
            return in.getMaxPackedValue();
        }

        @Override
        public long size() {
            return in.size();
        }

        @Override
        public void visitDocIDs(IntersectVisitor visitor) throws IOException {
            in.visitDocIDs(new Visitor(visitor, hidden));
        }

        @Override
        public void visitDocValues(IntersectVisitor visitor) throws IOException {
            in.visitDocValues(new Visitor(visitor, hidden));
        }
    }

    private record Visitor(IntersectVisitor in, Bits hidden) implements IntersectVisitor {

        @Override
        public void visit(int document) throws IOException {
            if (!hidden.get(document)) {
                in.visit(document);
            }
        }

        @Override
        public void visit(int document, byte[] value) throws IOException {
            if (!hidden.get(document)) {
                in.visit(document, value);
            }
        }

        @Override
        public Relation compare(byte[] least, byte[] most) {
            return in.compare(least, most);
        }

        @Override
        public void grow(int count) {
            in.grow(count);
        }
    }
}
