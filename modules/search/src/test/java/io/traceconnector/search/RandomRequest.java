package io.traceconnector.search;

import java.util.List;
import java.util.Random;

/** Structured requests at random, over given words and fields. Apostrophes stand for quotes. */
final class RandomRequest {

    private final Random random;
    private final List<String> words;
    private final List<String> fields;

    RandomRequest(Random random, List<String> words, List<String> fields) {
        this.random = random;
        this.words = words;
        this.fields = fields;
    }

    String next() {
        StringBuilder body = new StringBuilder("{'query':" + query(0) + ",'limit':20");
        if (random.nextInt(5) == 0) {
            body.append(",'explain':true,'highlight':true");
        }
        if (random.nextInt(3) == 0) {
            body.append(",'sort':['")
                    .append(random.nextBoolean() ? "-" : "")
                    .append(field())
                    .append("']");
        }
        if (random.nextInt(3) == 0) {
            body.append(",'unit':'traces'");
        }
        if (random.nextInt(2) == 0) {
            String ranges = random.nextInt(4) == 0 ? ",'ranges':[{'to':20},{'from':20}]" : "";
            body.append(",'facets':{'f':{'field':'")
                    .append(field())
                    .append("','size':3")
                    .append(ranges)
                    .append("}}");
        }
        if (random.nextInt(3) == 0) {
            body.append(",'filters':[").append(query(2)).append("]");
        }
        return body.append("}").toString();
    }

    private String query(int depth) {
        String field = field();
        return switch (random.nextInt(depth > 1 ? 10 : 13)) {
            case 0 -> "'*:*'";
            case 1, 2 -> "'" + word() + "'";
            case 3 -> "'" + field + ":" + word() + "'";
            case 4 -> "'" + field + ":[1 TO 30]'";
            case 5 -> "'" + word().substring(0, 2) + "*'";
            case 6 -> "'" + field + ":" + (random.nextBoolean() ? "s*" : "*") + "'";
            case 7 -> "{'fuzzy':{'text':'" + word() + "','edits':2}}";
            case 8 -> "{'equals':{'field':'" + field + "','value':'" + (random.nextBoolean() ? "X1" : "beta") + "'}}";
            case 9 -> "'" + random.nextInt(50) + "'";
            case 10 -> "{'and':[" + query(depth + 1) + "," + query(depth + 1) + "]}";
            case 11 -> "{'or':[" + query(depth + 1) + "," + query(depth + 1) + "]}";
            default -> "{'not':" + query(depth + 1) + "}";
        };
    }

    String word() {
        return words.get(random.nextInt(words.size()));
    }

    private String field() {
        return fields.get(random.nextInt(fields.size()));
    }
}
