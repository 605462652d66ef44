import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, NotFound, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { type Readable } from 'node:stream'
import { type Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { type Storage } from './storage.ts'

type S3Config = Pick<Config, 'S3_ENDPOINT' | 'S3_BUCKET' | 'S3_REGION' | 'AWS_ACCESS_KEY_ID' | 'AWS_SECRET_ACCESS_KEY'>

/** Files in a bucket of a service that speaks S3. Without keys, they are found as the AWS SDK finds them. */
export function createS3Storage ({ S3_ENDPOINT, S3_BUCKET: Bucket, S3_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }: S3Config): Storage {
  const client = new S3Client({
    region,
    // Other services have no name of its own for each bucket, and do not all know the newer checksums.
    ...S3_ENDPOINT && { endpoint: S3_ENDPOINT, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' },
    ...accessKeyId && { credentials: { accessKeyId, secretAccessKey } },
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3_000, socketTimeout: 15_000 }
  })

  return {
    async put (Key, ContentType, Body) {
      // Two parts of 5 MiB at once are all that is held in memory.
      const upload = new Upload({ client, params: { Bucket, Key, ContentType, Body }, queueSize: 2, partSize: 5 * 1024 * 1024 })
      await answered(upload.done())
    },

    async size (Key) {
      try {
        return (await client.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength
      } catch (error) {
        if (error instanceof NotFound) return undefined
        throw unavailable(error)
      }
    },

    async read (Key, start, end) {
      const { Body } = await answered(client.send(new GetObjectCommand({ Bucket, Key, Range: `bytes=${start}-${end}` })))
      return Body as Readable
    },

    async remove (Key) {
      await answered(client.send(new DeleteObjectCommand({ Bucket, Key })))
    },

    close: () => client.destroy()
  }
}

async function answered<T> (answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw error instanceof AppError ? error : unavailable(error)
  }
}

const unavailable = (cause: unknown) => new AppError('UNAVAILABLE', 'the files cannot be reached at the moment', { cause })
