-- CreateTable
CREATE TABLE "own_collections" (
    "userId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "order" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_collections_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "own_files" (
    "userId" UUID NOT NULL,
    "topicId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_files_pkey" PRIMARY KEY ("userId","topicId","name")
);

-- CreateTable
CREATE TABLE "own_cards" (
    "userId" UUID NOT NULL,
    "topicId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "tags" TEXT[],
    "retired" BOOLEAN NOT NULL DEFAULT false,
    "file" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "textId" TEXT,
    "tier" TEXT NOT NULL,
    "sourceHash" TEXT NOT NULL,

    CONSTRAINT "own_cards_pkey" PRIMARY KEY ("userId","topicId","id")
);

-- CreateTable
CREATE TABLE "own_card_versions" (
    "userId" UUID NOT NULL,
    "topicId" TEXT NOT NULL,
    "cardId" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "contextPath" TEXT[],
    "view" JSONB NOT NULL,
    "current" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_card_versions_pkey" PRIMARY KEY ("userId","topicId","cardId","lang","hash")
);

-- CreateTable
CREATE TABLE "own_card_aliases" (
    "userId" UUID NOT NULL,
    "topicId" TEXT NOT NULL,
    "alias" TEXT NOT NULL,
    "successor" TEXT,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_card_aliases_pkey" PRIMARY KEY ("userId","topicId","alias")
);

-- CreateTable
CREATE TABLE "own_facets" (
    "userId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "cardId" TEXT NOT NULL,
    "topicId" TEXT NOT NULL,
    "topicOrder" INTEGER NOT NULL,
    "level" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "own_facets_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "own_drafts" (
    "userId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "topicId" TEXT,
    "title" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "decisions" JSONB NOT NULL DEFAULT '[]',
    "createdAt" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "own_drafts_pkey" PRIMARY KEY ("userId","id")
);

-- CreateIndex
CREATE INDEX "own_facets_userId_topicOrder_level_place_id_idx" ON "own_facets"("userId", "topicOrder", "level", "place", "id");

-- AddForeignKey
ALTER TABLE "own_collections" ADD CONSTRAINT "own_collections_userId_fkey" FOREIGN KEY ("userId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_files" ADD CONSTRAINT "own_files_userId_topicId_fkey" FOREIGN KEY ("userId", "topicId") REFERENCES "own_collections"("userId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_cards" ADD CONSTRAINT "own_cards_userId_topicId_fkey" FOREIGN KEY ("userId", "topicId") REFERENCES "own_collections"("userId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_card_versions" ADD CONSTRAINT "own_card_versions_userId_topicId_cardId_fkey" FOREIGN KEY ("userId", "topicId", "cardId") REFERENCES "own_cards"("userId", "topicId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_card_aliases" ADD CONSTRAINT "own_card_aliases_userId_topicId_fkey" FOREIGN KEY ("userId", "topicId") REFERENCES "own_collections"("userId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_facets" ADD CONSTRAINT "own_facets_userId_fkey" FOREIGN KEY ("userId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "own_drafts" ADD CONSTRAINT "own_drafts_userId_fkey" FOREIGN KEY ("userId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;
