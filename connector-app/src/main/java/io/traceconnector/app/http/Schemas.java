package io.traceconnector.app.http;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas (2020-12) of what the connector's own operations take and give. */
final class Schemas {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    static final JsonNode TEXT = parse("""
            {"type":"string"}""");

    static final JsonNode TEXTS = parse("""
            {"type":"array","items":{"type":"string"}}""");

    static final JsonNode OBJECT = parse("""
            {"type":"object"}""");

    static final JsonNode KEY_FILE = parse("""
            {"oneOf":[{"type":"object"},{"type":"array","items":{"type":"object"}}]}""");

    static final JsonNode PROBLEM = parse("""
            {"type":"object","required":["type","title","status","detail","code","requestId"],
             "properties":{
               "type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},
               "detail":{"type":"string"},
               "code":{"type":"string","pattern":"^[a-z0-9_]+$"},
               "requestId":{"type":"string"}}}""");

    static final JsonNode GRAPHQL_REQUEST = parse("""
            {"type":"object","required":["query"],"additionalProperties":false,
             "properties":{
               "query":{"type":"string"},"variables":{"type":["object","null"]},
               "operationName":{"type":["string","null"]},"extensions":{"type":["object","null"]}}}""");

    static final JsonNode GRAPHQL_ANSWER = parse("""
            {"type":"object",
             "properties":{
               "data":{"type":["object","null"]},
               "errors":{"type":"array","items":{"type":"object","required":["message"],
                 "properties":{"message":{"type":"string"}}}},
               "extensions":{"type":"object"}}}""");

    static final JsonNode WORKFLOWS = parse("""
            {"type":"object","required":["workflows"],"additionalProperties":false,
             "properties":{"workflows":{"type":"array","items":{
               "type":"object","required":["id","name","organisations"],"additionalProperties":false,
               "properties":{"id":{"type":"string"},"name":{"type":"string"},
                 "organisations":{"type":"array","items":{"type":"string"}}}}}}}""");

    static final JsonNode LINK = parse("""
            {"type":"object","additionalProperties":false,
             "required":["hash","trace","workflow","organisation","parent","priority","action","state","tags",
               "references","metadata","outcome","verification"],
             "properties":{
               "hash":{"type":"string","pattern":"^[0-9a-f]{64}$"},
               "trace":{"type":"string"},"workflow":{"type":"string"},"organisation":{"type":"string"},
               "parent":{"type":["string","null"],"pattern":"^[0-9a-f]{64}$"},
               "priority":{"type":"number"},"action":{"type":"string"},"state":{"type":"string"},
               "tags":{"type":"array","items":{"type":"string"}},
               "references":{"type":"array","items":{"type":"string","pattern":"^[0-9a-f]{64}$"}},
               "metadata":true,
               "outcome":{"enum":["opened","plain","closed"]},
               "data":true,
               "reason":{"enum":["not-for-us","unverified","undecryptable","copied","too-large","unavailable"]},
               "verification":{"type":"object","additionalProperties":false,
                 "required":["verified","hashMatches","signer","signatures","parent"],
                 "properties":{
                   "verified":{"type":"boolean"},"hashMatches":{"type":"boolean"},
                   "signer":{"enum":["known","unknown","unsigned","invalid"]},
                   "signatures":{"type":"array","items":{
                     "type":"object","required":["valid","covers"],"additionalProperties":false,
                     "properties":{"valid":{"type":"boolean"},"covers":{"enum":["all","part"]},
                       "account":{"type":"string"}}}},
                   "parent":{"enum":["root","present","absent","unchecked"]}}}},
             "if":{"properties":{"outcome":{"const":"closed"}}},
             "then":{"required":["reason"],"properties":{"data":false}},
             "else":{"required":["data"],"properties":{"reason":false}}}""");

    private static final String NEW_LINK = """
            "action":{"type":"string"},"data":true,"group":{"type":"string"},
            "tags":{"type":"array","maxItems":100,"items":{"type":"string"}},
            "references":{"type":"array","maxItems":100,"items":{
              "type":"object","required":["link","workflow"],"additionalProperties":false,
              "properties":{"link":{"type":"string","pattern":"^[0-9a-f]{64}$"},"workflow":{"type":"string"}}}}""";

    static final JsonNode NEW_TRACES = oneOrItems(parse("{\"type\":\"object\",\"additionalProperties\":false,"
            + "\"required\":[\"workflow\",\"action\"],\"properties\":{\"workflow\":{\"type\":\"string\"}," + NEW_LINK
            + "}}"));

    static final JsonNode NEW_LINKS = oneOrItems(parse("{\"type\":\"object\",\"additionalProperties\":false,"
            + "\"required\":[\"action\"],\"properties\":{\"workflow\":{\"type\":\"string\"}," + NEW_LINK + "}}"));

    static final JsonNode TRANSFER = parse("""
            {"type":"object","required":["type"],"additionalProperties":false,
             "properties":{
               "type":{"enum":["push","pull","accept","reject","cancel"]},
               "recipient":{"type":"string"},"group":{"type":"string"},"workflow":{"type":"string"}}}""");

    static final JsonNode TAG_CHANGE = parse("""
            {"type":"object","additionalProperties":false,
             "properties":{
               "add":{"type":"array","maxItems":100,"items":{"type":"string"}},
               "remove":{"type":"array","maxItems":100,"items":{"type":"string"}}}}""");

    static final JsonNode TAGS = parse("""
            {"type":"object","required":["trace","tags"],"additionalProperties":false,
             "properties":{"trace":{"type":"string"},"tags":{"type":"array","items":{"type":"string"}}}}""");

    static final JsonNode WRITTEN = written();

    static final JsonNode FILE = parse("""
            {"type":"object","required":["digest","name","mimetype","size","key","createdAt"],
             "additionalProperties":false,
             "properties":{
               "digest":{"type":"string"},"name":{"type":"string"},"mimetype":{"type":"string"},
               "size":{"type":"integer"},"key":{"type":"string"},"createdAt":{"type":"string"}}}""");

    static final JsonNode TRACE = trace();

    private Schemas() {}

    private static JsonNode oneOrItems(JsonNode one) {
        ObjectNode several = MAPPER.createObjectNode().put("type", "object").put("additionalProperties", false);
        several.putArray("required").add("items");
        several.putObject("properties")
                .putObject("items")
                .put("type", "array")
                .put("minItems", 1)
                .put("maxItems", 100)
                .set("items", one);
        ObjectNode schema = MAPPER.createObjectNode();
        schema.putArray("oneOf").add(one).add(several);
        return schema;
    }

    private static JsonNode written() {
        JsonNode one = parse("""
                {"type":"object","required":["status","trace","workflow","organisation"],"additionalProperties":false,
                 "properties":{
                   "status":{"type":"integer"},"trace":{"type":"string"},"workflow":{"type":"string"},
                   "organisation":{"type":"string"},"link":{"type":"string","pattern":"^[0-9a-f]{64}$"},
                   "position":{"type":"string"},"entry":{"type":"string"},
                   "state":{"enum":["waiting","sending","done","failed","stuck"]},
                   "code":{"type":"string"},"detail":{"type":"string"},"traceMessage":{"type":"string"}}}""");
        return oneOrItems(one);
    }

    private static JsonNode trace() {
        ObjectNode schema = MAPPER.createObjectNode();
        schema.put("type", "object").put("additionalProperties", false);
        schema.putArray("required").add("trace").add("workflow").add("links");
        ObjectNode properties = schema.putObject("properties");
        properties.set("trace", TEXT);
        properties.set("workflow", TEXT);
        properties.putObject("links").put("type", "array").set("items", LINK);
        return schema;
    }

    private static JsonNode parse(String schema) {
        return MAPPER.readTree(schema);
    }

    static OperationDescription.Answer json(JsonNode schema) {
        return new OperationDescription.Answer("application/json", Optional.of(schema));
    }

    static OperationDescription.Answer bytes(String mediaType) {
        return new OperationDescription.Answer(mediaType, Optional.empty());
    }
}
