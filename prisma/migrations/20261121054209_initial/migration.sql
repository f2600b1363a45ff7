-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "topics" (
    "id" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "layer" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "tags" TEXT[],
    "requires" TEXT[],
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "topics_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic_texts" (
    "topicId" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "topic_texts_pkey" PRIMARY KEY ("topicId","lang")
);

-- CreateTable
CREATE TABLE "cards" (
    "id" TEXT NOT NULL,
    "topicId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "tags" TEXT[],
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "cards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_versions" (
    "cardId" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "contextPath" TEXT[],
    "view" JSONB NOT NULL,
    "current" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "card_versions_pkey" PRIMARY KEY ("cardId","lang","hash")
);

-- CreateTable
CREATE TABLE "card_aliases" (
    "alias" TEXT NOT NULL,
    "successor" TEXT,
    "reason" TEXT NOT NULL,

    CONSTRAINT "card_aliases_pkey" PRIMARY KEY ("alias")
);

-- CreateTable
CREATE TABLE "facets" (
    "id" TEXT NOT NULL,
    "cardId" TEXT NOT NULL,
    "topicId" TEXT NOT NULL,
    "topicOrder" INTEGER NOT NULL,
    "level" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "facets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "content_state" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "hash" TEXT NOT NULL,
    "release" TEXT NOT NULL,
    "loadedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "content_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL,
    "email" TEXT,
    "passwordHash" TEXT,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settings" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_aliases" (
    "guestId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_aliases_pkey" PRIMARY KEY ("guestId")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,
    "device" TEXT NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "hash" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "events" (
    "userId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "facet" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "deviceId" TEXT,
    "groupId" TEXT,
    "payload" JSONB NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "memories" (
    "userId" UUID NOT NULL,
    "facet" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "stability" DOUBLE PRECISION,
    "difficulty" DOUBLE PRECISION,
    "reps" INTEGER NOT NULL,
    "lapses" INTEGER NOT NULL,
    "firstDay" INTEGER,
    "lastDay" INTEGER,
    "lastAt" TIMESTAMPTZ(3),
    "countedDay" INTEGER,
    "countedNew" INTEGER NOT NULL,
    "countedReviews" INTEGER NOT NULL,
    "dueDay" INTEGER,
    "dueAt" TIMESTAMPTZ(3),
    "suspended" BOOLEAN NOT NULL,
    "buriedDay" INTEGER,
    "starred" BOOLEAN NOT NULL,
    "headAt" TIMESTAMPTZ(3) NOT NULL,
    "headId" UUID NOT NULL,
    "revision" INTEGER NOT NULL,

    CONSTRAINT "memories_pkey" PRIMARY KEY ("userId","facet")
);

-- CreateIndex
CREATE INDEX "cards_topicId_idx" ON "cards"("topicId");

-- CreateIndex
CREATE INDEX "facets_topicOrder_level_place_id_idx" ON "facets"("topicOrder", "level", "place", "id");

-- CreateIndex
CREATE INDEX "facets_topicId_idx" ON "facets"("topicId");

-- CreateIndex
CREATE UNIQUE INDEX "people_email_key" ON "people"("email");

-- CreateIndex
CREATE INDEX "people_lastSeenAt_idx" ON "people"("lastSeenAt");

-- CreateIndex
CREATE INDEX "person_aliases_personId_idx" ON "person_aliases"("personId");

-- CreateIndex
CREATE INDEX "sessions_userId_idx" ON "sessions"("userId");

-- CreateIndex
CREATE INDEX "api_tokens_userId_idx" ON "api_tokens"("userId");

-- CreateIndex
CREATE INDEX "events_userId_facet_at_id_idx" ON "events"("userId", "facet", "at", "id");

-- CreateIndex
CREATE INDEX "events_userId_receivedAt_id_idx" ON "events"("userId", "receivedAt", "id");

-- CreateIndex
CREATE INDEX "memories_userId_dueDay_idx" ON "memories"("userId", "dueDay");

-- CreateIndex
CREATE INDEX "memories_userId_dueAt_idx" ON "memories"("userId", "dueAt");

-- CreateIndex
CREATE INDEX "memories_userId_lastDay_idx" ON "memories"("userId", "lastDay");

-- AddForeignKey
ALTER TABLE "topic_texts" ADD CONSTRAINT "topic_texts_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "topics"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cards" ADD CONSTRAINT "cards_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "topics"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_versions" ADD CONSTRAINT "card_versions_cardId_fkey" FOREIGN KEY ("cardId") REFERENCES "cards"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "facets" ADD CONSTRAINT "facets_cardId_fkey" FOREIGN KEY ("cardId") REFERENCES "cards"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_userId_fkey" FOREIGN KEY ("userId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_userId_fkey" FOREIGN KEY ("userId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
