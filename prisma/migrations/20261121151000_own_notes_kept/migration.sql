-- AlterTable
ALTER TABLE "own_card_versions" ADD COLUMN     "options" JSONB;

-- AlterTable
ALTER TABLE "own_cards" ADD COLUMN     "changedAt" TIMESTAMPTZ(6),
ADD COLUMN     "changedFrom" TEXT,
ADD COLUMN     "tiedTopic" TEXT;

-- CreateTable
CREATE TABLE "own_pictures" (
    "userId" UUID NOT NULL,
    "topicId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "own_pictures_pkey" PRIMARY KEY ("userId","topicId","path")
);

-- AddForeignKey
ALTER TABLE "own_pictures" ADD CONSTRAINT "own_pictures_userId_topicId_fkey" FOREIGN KEY ("userId", "topicId") REFERENCES "own_collections"("userId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
